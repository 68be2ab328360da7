package io.github.sitepack.core.render;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Spool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A cache that ends with the process: for a preview, which renders again and again. */
public final class MemoryCache implements RenderCache {
  private static final long MOST = 128L << 20;

  private final Map<Digest, byte[]> values = new ConcurrentHashMap<>();
  private final Set<Digest> used = ConcurrentHashMap.newKeySet();
  private final AtomicLong size = new AtomicLong();

  @Override
  public Optional<byte[]> get(Digest key) {
    byte[] value = values.get(key);
    if (value != null) {
      used.add(key);
    }
    return Optional.ofNullable(value);
  }

  @Override
  public void put(Digest key, byte[]... pieces) {
    byte[] value = pieces.length == 1 ? pieces[0] : joined(pieces);
    if (size.get() + value.length <= MOST) {
      byte[] before = values.put(key, value);
      size.addAndGet(value.length - (before == null ? 0 : before.length));
      used.add(key);
    }
  }

  private static byte[] joined(byte[][] pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  @Override
  public Content content(Digest key, byte[] last, Spool spool) throws IOException {
    return spool.keep(last);
  }

  @Override
  public void retain() {
    values.keySet().retainAll(used);
    size.set(values.values().stream().mapToLong(value -> value.length).sum());
    used.clear();
  }
}
