User-agent: *
Disallow: /private/
Sitemap: ${sitemap}
