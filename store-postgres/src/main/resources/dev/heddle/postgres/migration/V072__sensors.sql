-- Which server runs a sensor, and what sensors print.

CREATE TABLE sensor_lease (
  sensor text PRIMARY KEY,
  holder text        NOT NULL,
  until  timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE sensor_log (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sensor text        NOT NULL,
  at     timestamptz NOT NULL,
  stream text        NOT NULL,
  line   text        NOT NULL
);

CREATE INDEX sensor_log_sensor ON sensor_log (sensor, number);
