/** What went wrong, where it is, and how to fix it. */
package io.github.sitepack.core.report;
