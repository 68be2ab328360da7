package io.github.sitepack.core.serve;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.EntityTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;

/** Tags of files; those on disk are read again only when their size or time has changed. */
final class Tags {
  private record Known(FileTime time, long size, EntityTag tag) {}

  private final ConcurrentHashMap<Path, Known> known = new ConcurrentHashMap<>();

  /** The tag of a content as it is now. */
  EntityTag of(Content content) throws IOException {
    if (!(content instanceof Content.Disk disk)) {
      return EntityTag.of(content.digest(), content.size());
    }
    BasicFileAttributes now = Files.readAttributes(disk.file(), BasicFileAttributes.class);
    Known before = known.get(disk.file());
    if (before != null
        && before.size() == now.size()
        && before.time().equals(now.lastModifiedTime())) {
      return before.tag();
    }
    EntityTag tag = EntityTag.of(Digest.of(disk.file()), now.size());
    known.put(disk.file(), new Known(now.lastModifiedTime(), now.size(), tag));
    return tag;
  }
}
