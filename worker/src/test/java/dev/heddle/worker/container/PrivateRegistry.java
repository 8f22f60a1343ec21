package dev.heddle.worker.container;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real registry that wants a login, within reach of the test engine alone. */
final class PrivateRegistry implements AutoCloseable {

  /** In the network of the engine, where nobody else is: no other test can want the port. */
  static final String HOST = "127.0.0.1:5000";

  static final String USER = "ada";
  static final String PASSWORD = "canary-registry-9";

  /** Of the password. */
  private static final String HASH = "$2b$04$39eLcLyGllRlIzMncOHZqu8f9.L5CcwLhQvDx0jAvktNL4lebqBAm";

  private static final String IMAGE = HOST + "/private/tiny";
  private static final int START_SECONDS = 30;

  private final Process process;

  private PrivateRegistry(Process process) {
    this.process = process;
  }

  static PrivateRegistry start(TestEngine engine, Path directory)
      throws IOException, InterruptedException {
    Path users = Files.writeString(directory.resolve("users"), USER + ":" + HASH + "\n");
    Path configuration =
        Files.writeString(
            directory.resolve("registry.yml"),
            """
            version: 0.1
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "%s"}
            auth: {htpasswd: {realm: test, path: %s}}
            """
                .formatted(directory.resolve("registry"), HOST, users));
    PrivateRegistry registry =
        new PrivateRegistry(
            engine.startBeside("docker-registry", "serve", configuration.toString()));
    registry.fill(engine);
    return registry;
  }

  /** Pushes the image, and takes it away from the engine. */
  private void fill(TestEngine engine) throws IOException, InterruptedException {
    engine.name(IMAGE, "1");
    AuthConfig login = new AuthConfig().withUsername(USER).withPassword(PASSWORD);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        engine.client().pushImageCmd(image()).withAuthConfig(login).start().awaitCompletion();
        break;
      } catch (DockerException | DockerClientException notYet) {
        if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("the registry does not take the image", notYet);
        }
      }
    }
    forget(engine);
  }

  String image() {
    return IMAGE + ":1";
  }

  void forget(TestEngine engine) {
    engine.client().removeImageCmd(image()).exec();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
