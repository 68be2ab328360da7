package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.ServingPolicy;

/** The main file: what holds for the process and for every server in it. */
final class HttpBlock {
  private HttpBlock() {}

  /** nginx's own numbers, for those who share the loopback address with it. */
  private static String statusServer(Serving serving) {
    if (serving.listening().statusPort().isEmpty()) {
      return "";
    }
    return """

          server {
            listen 127.0.0.1:%s;
            access_log off;

            location = /status {
              stub_status;
            }

            location / {
              return 404;
            }
          }
        """
        .formatted(serving.listening().statusPort().getAsInt());
  }

  /**
   * The text of {@code nginx.conf}.
   *
   * @param serving how the site is served
   * @param hashSizes directives for the sizes of hash tables
   * @param servers the server blocks
   */
  static String file(Serving serving, String hashSizes, String servers) {
    return """
        # Written by sitepack from the site's own model; changes here are lost.
        load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
        daemon off;
        pid /dev/shm/nginx.pid;
        error_log stderr warn;
        worker_shutdown_timeout 20s;

        events {
          # Each worker holds memory for all of them from its start. Idle ones give way to new ones.
          worker_connections 512;
        }

        http {
          include /etc/nginx/mime.types;
          default_type %s;
          charset utf-8;
          charset_types%s;

          log_format json escape=json
            '{"time":"$time_iso8601","remote":"$remote_addr","forwarded":"$log_forwarded",'
            '"method":"$request_method","host":"$log_host","uri":"$log_uri",'
            '"protocol":"$server_protocol",'
            '"status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
            '"referer":"$log_referer","agent":"$log_agent",'
            '"encoding":"$sent_http_content_encoding"}';
          access_log /dev/stdout json;
          log_not_found off;

          client_body_temp_path /tmp;
          proxy_temp_path /tmp;
          fastcgi_temp_path /tmp;
          uwsgi_temp_path /tmp;
          scgi_temp_path /tmp;

          client_max_body_size %s;
          client_header_timeout 15s;
          client_body_timeout 10s;
          send_timeout 30s;
          reset_timedout_connection on;

          # Several ranges at once make much work of a short request; the whole file answers them.
          max_ranges 1;

          sendfile on;
          tcp_nopush on;
          server_tokens off;
          absolute_redirect off;

          # Twins are made when the image is built; nothing is compressed while it is served.
          gzip off;
          gzip_static on;
          brotli_static on;
          gzip_vary on;
          # By default nginx sends no twin of gzip to proxies that say Via or speak HTTP/1.0.
          gzip_proxied any;
          gzip_http_version 1.0;

          # The image never changes, so neither does what is known of its files.
          open_file_cache max=4096 inactive=1h;
          open_file_cache_valid 1h;
          open_file_cache_errors on;

        %s
          # The only way to a dollar sign that starts no variable.
          geo $dollar {
            default "$";
          }

          include /etc/nginx/maps/addresses.conf;
          include /etc/nginx/maps/cache.conf;
          include /etc/nginx/maps/content-policy.conf;
          include /etc/nginx/maps/headers.conf;
          include /etc/nginx/maps/hosts.conf;
          include /etc/nginx/maps/log.conf;
          include /etc/nginx/maps/redirects.conf;
          include /etc/nginx/maps/rules.conf;

          map $status $allow {
            default "";
            405 "%s";
          }
        """
            .formatted(
                MediaType.UNKNOWN.name(),
                MimeTypes.charset(serving.types()),
                ServingPolicy.MAX_BODY,
                hashSizes,
                ServingPolicy.ALLOW)
        + "\n"
        + servers
        + statusServer(serving)
        + "}\n";
  }
}
