package io.github.sitepack.core.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;

/**
 * {@code sitepack.lock}: a {@link Lock} as JSON, one fact on each line and everything in a fixed
 * order, so that a change of one package is a change of its lines only.
 */
public final class LockFile {
  static final String FIX = "run the lock goal, which writes the file anew";

  private LockFile() {}

  /**
   * Reads a lock.
   *
   * @throws SitepackException when the file is missing or is not a lock of the known version, with
   *     every fault that was found and its place
   */
  public static Lock read(Path file) {
    String name = file.getFileName().toString();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SitepackException(Place.of(name), "there is no lock", "run the lock goal", e);
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(name), "cannot be read: " + e.getMessage(), "make the file readable", e);
    }
    try {
      return new LockReader(name).read(Json.parse(bytes));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new SitepackException(
          at == null ? Place.of(name) : Place.of(name, at.getLineNr(), at.getColumnNr()),
          "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
          FIX,
          e);
    } catch (IOException e) {
      throw new SitepackException(Place.of(name), "not JSON: " + e.getMessage(), FIX, e);
    }
  }

  /**
   * Writes a lock, replacing the file as a whole. A file that already has these bytes is not
   * touched.
   *
   * @return whether the file was written
   * @throws SitepackException when it cannot be written; then the old file is as it was
   */
  public static boolean write(Path file, Lock lock) {
    byte[] bytes = bytes(lock);
    try {
      if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return false;
      }
      try (WholeFile whole = WholeFile.at(file)) {
        whole.sweepOld();
        whole.out().write(bytes);
        whole.keep();
      }
      return true;
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(file.getFileName().toString()),
          "cannot be written: " + e.getMessage(),
          "make its folder writable and free disk space",
          e);
    }
  }

  /** The file's bytes: UTF-8 with line feeds. */
  static byte[] bytes(Lock lock) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(printer);
      write(json, lock);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Lock lock) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", Lock.VERSION);
    if (lock.base().isPresent()) {
      write(json, lock.base().get());
    } else {
      packages(json, lock);
    }
    if (lock.content().isPresent()) {
      write(json, lock.content().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, BaseImage base) throws IOException {
    json.writeObjectFieldStart("base");
    json.writeStringField("name", base.name());
    json.writeStringField("digest", base.digest().toString());
    json.writeStringField("date", base.date().toString());
    json.writeArrayFieldStart("platforms");
    for (BaseImage.Part part : base.platforms()) {
      json.writeStartObject();
      json.writeStringField("platform", part.platform());
      json.writeStringField("manifest", part.manifest().toString());
      json.writeStringField("config", part.config().toString());
      json.writeNumberField("configSize", part.configSize());
      json.writeStringField("user", part.user());
      json.writeObjectFieldStart("nginx");
      json.writeStringField("path", part.nginx().path());
      json.writeStringField("version", part.nginx().version());
      strings(json, "modules", part.nginx().modules());
      json.writeStringField("brotli", part.nginx().brotli());
      json.writeEndObject();
      json.writeArrayFieldStart("layers");
      for (BaseImage.Stratum layer : part.layers()) {
        json.writeStartObject();
        json.writeStringField("digest", layer.digest().toString());
        json.writeStringField("diffId", layer.diffId().toString());
        json.writeNumberField("size", layer.size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void packages(JsonGenerator json, Lock lock) throws IOException {
    json.writeStringField("suite", lock.suite());
    strings(json, "roots", lock.roots());
    json.writeArrayFieldStart("sources");
    for (Lock.Source source : lock.sources()) {
      json.writeStartObject();
      json.writeStringField("id", source.id());
      json.writeStringField("archive", source.archive());
      json.writeStringField("suite", source.suite());
      json.writeStringField("component", source.component());
      json.writeStringField("date", source.date().toString());
      json.writeStringField("inRelease", source.inRelease().toString());
      strings(json, "signedBy", source.signedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("architectures");
    for (Lock.Architecture architecture : lock.architectures()) {
      json.writeStartObject();
      json.writeStringField("name", architecture.name());
      json.writeArrayFieldStart("packages");
      for (Lock.LockedPackage locked : architecture.packages()) {
        write(json, locked);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("pruned");
      for (Lock.Pruned pruned : architecture.pruned()) {
        json.writeStringField(pruned.name(), pruned.reason());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, LayerPlan plan) throws IOException {
    json.writeArrayFieldStart("content");
    for (LayerPlan.Group group : plan.groups()) {
      json.writeStartObject();
      json.writeStringField("name", group.name());
      if (group.from().isPresent()) {
        json.writeStringField("from", group.from().get());
      } else if (group.texts().isPresent()) {
        json.writeStringField("texts", group.texts().get());
      } else {
        strings(json, "files", group.files());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Lock.LockedPackage locked) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", locked.name());
    json.writeStringField("version", locked.version());
    json.writeStringField("source", locked.source());
    json.writeStringField("sourceVersion", locked.sourceVersion());
    json.writeStringField("from", locked.from());
    json.writeStringField("path", locked.path());
    json.writeNumberField("size", locked.size());
    json.writeStringField("sha256", locked.sha256().hex());
    json.writeStringField("why", locked.why());
    strings(json, "files", locked.files());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, Collection<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }
}
