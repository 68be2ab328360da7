/**
 * Says what is in an image and what it was made of, in the forms that others read, and signs it.
 */
package io.github.sitepack.core.attest;
