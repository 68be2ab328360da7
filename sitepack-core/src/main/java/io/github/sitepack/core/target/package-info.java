/** Where an image goes: Docker daemon, archive, registry. */
package io.github.sitepack.core.target;
