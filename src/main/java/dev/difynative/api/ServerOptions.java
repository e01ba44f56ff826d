package dev.difynative.api;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/** Leaves out of each connection what only web sockets need, of which there are none. */
@Singleton
class ServerOptions implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) { withoutWebSockets(options); }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) { withoutWebSockets(options); }

    private static void withoutWebSockets(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false);
    }
}
