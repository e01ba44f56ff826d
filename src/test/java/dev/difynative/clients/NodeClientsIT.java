package dev.difynative.clients;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients for Node.js that others have published for Dify work with this service as they are. */
@ExtendWith(Served.Resolver.class)
class NodeClientsIT {

    @BeforeAll
    static void install() { NodePrograms.install(); }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void difyClientWorks(String base, Served served) { NodePrograms.test("dify-client.test.mjs", served.environment(base)); }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void difyAiProviderWorks(String base, Served served) {
        NodePrograms.test("dify-ai-provider.test.mjs", served.environment(base));
    }
}
