package dev.heddle.cli.wiring;

import dev.heddle.cli.doctor.Doctor;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.operations.PostgresOperationsStore;
import java.util.Map;

/** What a doctor needs of Heddle: no key, no engine, only the database. */
public final class Examination {

  private Examination() {}

  public static Doctor doctor(Map<String, String> environment) {
    return new Doctor(environment, Home.of(environment), Examination::open);
  }

  private static Doctor.Opened open(Map<String, String> environment) {
    Database database = Database.open(environment, _ -> {});
    OperationsStore operations = new PostgresOperationsStore(database);
    return new Doctor.Opened() {
      @Override
      public OperationsStore operations() {
        return operations;
      }

      @Override
      public void close() {
        database.close();
      }
    };
  }
}
