if (System.getenv('SITEPACK_REQUIRE_ENGINES') == 'true') {
  return true
}
return System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'hugo').canExecute() }
