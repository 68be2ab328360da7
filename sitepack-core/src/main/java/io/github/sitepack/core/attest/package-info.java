/** Says what is in an image and what it is made of, for other tools, and signs it. */
package io.github.sitepack.core.attest;
