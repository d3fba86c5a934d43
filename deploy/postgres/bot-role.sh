# The bot's own role and database; sourced once by PostgreSQL's image, when its volume is empty.
# The bot never is the superuser "postgres", who may read files of the server and run its programs.
# psql quotes :'password' itself.
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres \
    --set=password="$(cat /run/secrets/bot_database_password)" <<'SQL'
CREATE ROLE tanya_peksos LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE tanya_peksos OWNER tanya_peksos ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tanya_peksos FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
SQL
