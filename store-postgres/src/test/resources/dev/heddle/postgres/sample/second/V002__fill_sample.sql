insert into sample values (1), (2);
