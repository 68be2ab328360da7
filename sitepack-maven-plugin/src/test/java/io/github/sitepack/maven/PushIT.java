package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The goal push against Debian's docker-registry, which wants a login. */
class PushIT {
  private static final Path FOLDER = Maven.WORK.resolve("push");
  private static final String USER = "ali";
  private static final String PASSWORD = "open sesame";
  private static final String HASHED =
      "$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW";

  private static Registry registry;
  private static String host;
  private static Path project;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Sample.delete(FOLDER);
    Files.createDirectories(FOLDER);
    Path users = Files.writeString(FOLDER.resolve("users"), USER + ":" + HASHED + "\n");
    String login = "htpasswd:\n  realm: test\n  path: " + users + "\n";
    registry = Registry.start(FOLDER.resolve("registry"), login);
    host = registry.host();
    project =
        new Sample()
            .replace("pom.xml", "<goal>load</goal>", "<goal>load</goal><goal>push</goal>")
            .write(FOLDER.resolve("project"), 0);
    Maven.running().command(project, "package").run().good();
  }

  @AfterAll
  static void end() {
    if (registry != null) {
      registry.close();
    }
  }

  private static byte[] manifest(String reference) throws IOException, InterruptedException {
    String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://" + host + "/v2/sample/manifests/" + reference))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .header("Authorization", "Basic " + login)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  private static String digest() {
    return Command.read(project.resolve("target/sitepack/image.digest")).strip();
  }

  /** A Maven that finds no login of this machine's user. */
  private static Maven maven() {
    return Maven.running()
        .with("DOCKER_CONFIG", FOLDER.resolve("none").toString())
        .with("REGISTRY_AUTH_FILE", FOLDER.resolve("none/auth.json").toString());
  }

  @Test
  void theDigestIsKept() throws IOException, InterruptedException {
    String to = host + "/sample:1.0";
    Command push =
        maven()
            .with("SITEPACK_PUSH_USERNAME", USER)
            .with("SITEPACK_PUSH_PASSWORD", PASSWORD)
            .command(project, "sitepack:push", "-Dsitepack.push.to=" + to + "," + host + "/sample");
    String log = push.run().good();
    assertTrue(log.contains("pushed " + to + ": "), log);
    assertTrue(log.contains("the registry's digest is " + digest()), log);
    for (String tag : new String[] {"1.0", "latest"}) {
      assertArrayEquals(Layout.of(project).blob(digest()), manifest(tag), tag);
    }

    String again = push.run().good();
    assertTrue(again.contains(to + " is there already"), again);
  }

  @Test
  void encryptedPasswordsOfTheSettingsAreReadAndNothingSecretIsPrinted() throws IOException {
    Path security = FOLDER.resolve("settings-security.xml");
    String known = "-Dsettings.security=" + security;
    String master =
        encrypted(maven().own(project, known, "--encrypt-master-password", "master").run().good());
    Files.writeString(
        security, "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
    String encrypted =
        encrypted(maven().own(project, known, "--encrypt-password", PASSWORD).run().good());

    Command usual =
        maven()
            .command(
                project,
                "sitepack:push",
                "-X",
                known,
                "-Dsitepack.push.to=" + host + "/sample:2.0");
    int named = usual.line().indexOf("-s") + 1;
    String server =
        "<servers><server><id>%s</id><username>%s</username><password>%s</password></server>"
            + "</servers>";
    Path own = FOLDER.resolve("settings.xml");
    Files.writeString(
        own,
        Command.read(Path.of(usual.line().get(named)))
            .replace("<settings>", "<settings>" + server.formatted(host, USER, encrypted)));
    List<String> line = new ArrayList<>(usual.line());
    line.set(named, own.toString());
    Command command = new Command(line, usual.folder(), usual.environment());
    String log = command.run().good();
    assertTrue(log.contains("the login of the server " + host + " in settings.xml"), log);
    assertTrue(log.contains("the registry's digest is " + digest()), log);
    String basic = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    for (String secret : new String[] {PASSWORD, basic}) {
      assertFalse(log.contains(secret), "the log shows " + secret);
    }

    // Another master password than it was encrypted with.
    Files.writeString(
        security,
        "<settingsSecurity><master>"
            + encrypted(
                maven().own(project, known, "--encrypt-master-password", "other").run().good())
            + "</master></settingsSecurity>");
    Command.Result locked = command.run();
    assertNotEquals(0, locked.exit());
    assertTrue(locked.log().contains("has a password that cannot be decrypted"), locked.log());
  }

  /** The encrypted text among what Maven prints around it. */
  private static String encrypted(String log) {
    return log.substring(log.indexOf('{'), log.indexOf('}') + 1);
  }

  @Test
  void aCredentialHelperIsAsked() throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve("helper"));
    Path helper = folder.resolve("docker-credential-test");
    String answer = "{\"ServerURL\":\"%s\",\"Username\":\"%s\",\"Secret\":\"%s\"}";
    Files.writeString(
        helper,
        "#!/bin/sh\ncat >/dev/null\necho '" + answer.formatted(host, USER, PASSWORD) + "'\n");
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        folder.resolve("config.json"), "{\"credHelpers\":{\"" + host + "\":\"test\"}}");
    String log =
        maven()
            .with("DOCKER_CONFIG", folder.toString())
            .with("PATH", folder + ":" + System.getenv("PATH"))
            .command(project, "sitepack:push", "-Dsitepack.push.to=" + host + "/sample:3.0")
            .run()
            .good();
    assertTrue(log.contains("the registry's digest is " + digest()), log);
  }

  @Test
  void withoutALoginThePushSaysWhereItLooked() {
    Command.Result result =
        maven().command(project, "sitepack:push", "-Dsitepack.push.to=" + host + "/sample").run();
    assertNotEquals(0, result.exit());
    assertTrue(
        result.log().contains("unauthorized: the registry wants a login, and there is none for"),
        result.log());
    assertTrue(result.log().contains("fix: add a server with the id " + host), result.log());
  }

  @Test
  void byHandItWantsARegistryAndInTheLifecycleItDoesNot() {
    Command.Result byHand = maven().command(project, "sitepack:push").run();
    assertNotEquals(0, byHand.exit());
    assertTrue(byHand.log().contains("pom.xml: no registry is configured"), byHand.log());

    String deployed =
        maven()
            .command(
                project,
                "deploy",
                "-DaltDeploymentRepository=shelf::default::" + FOLDER.resolve("shelf").toUri())
            .run()
            .good();
    assertTrue(
        deployed.contains("no registry is configured (sitepack.push.to), so nothing is pushed"),
        deployed);
    assertEquals(digest(), Command.read(project.resolve("target/sitepack/image.digest")).strip());
  }
}
