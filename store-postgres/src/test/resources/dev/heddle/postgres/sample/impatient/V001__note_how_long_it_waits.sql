create table sample as select current_setting('lock_timeout') as waits;
