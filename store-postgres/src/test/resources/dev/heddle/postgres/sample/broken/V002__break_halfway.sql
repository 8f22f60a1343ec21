insert into sample values (1);
insert into sample values ('no number');
