package dev.difynative.tools;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The services that built-in tools call. */
@ConfigMapping(prefix = "dify.tools")
public interface ToolsConfig {
    @WithDefault("https://api.tavily.com")
    String tavilyUrl();

    /** The address of a page is appended. */
    @WithDefault("https://r.jina.ai/")
    String jinaReaderUrl();

    /** What is looked for is appended. */
    @WithDefault("https://s.jina.ai/")
    String jinaSearchUrl();

    /** {@code {language}} stands for the language. */
    @WithDefault("https://{language}.wikipedia.org/w/api.php")
    String wikipediaUrl();
}
