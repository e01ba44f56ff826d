package dev.difynative.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.Failure;

class BundledPluginsTest {
    private final PluginCatalogue catalogue = new PluginCatalogue(new Settings(Optional.empty()), null);

    private record Settings(Optional<String> publicKey) implements PluginsConfig {
        @Override
        public Optional<String> catalogueUrl() { return Optional.empty(); }

        @Override
        public Duration catalogueLifetime() { return Duration.ofMinutes(1); }
    }

    @Test
    void eachBundledPackageIsWhatTheCatalogueSays() {
        List<PluginCatalogue.Offer> offers = catalogue.all();
        assertTrue(offers.size() >= 12);
        for (PluginCatalogue.Offer offer : offers) {
            PluginPackage plugin = PluginPackage.read(catalogue.fetch(offer), PluginPackage.mapper());
            plugin.check();
            CatalogueEntry entry = offer.entry();
            assertEquals(
                    List.of(entry.pluginId(), entry.version(), entry.name(), entry.description(), entry.category(), entry.tags()),
                    List.of(plugin.pluginId(), plugin.version(), plugin.name(), plugin.description(), plugin.category(),
                            plugin.tags()));
            assertFalse(plugin.modelProviders().isEmpty() && plugin.tools().isEmpty() && plugin.mcpServers().isEmpty()
                    && plugin.templates().isEmpty(), entry.pluginId() + " brings nothing");
        }
    }

    @Test
    void noPackageLiesBesideTheCatalogue() throws Exception {
        List<String> listed = catalogue.all().stream().map(offer -> offer.entry().location()).sorted().toList();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/plugins"))) {
            assertEquals(listed, files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("catalogue.json"))
                    .sorted().toList());
        }
    }

    @Test
    void aPackageOfAnotherHashIsRefused() {
        CatalogueEntry entry = catalogue.all().getFirst().entry();
        CatalogueEntry wrong = entry(entry.location(), "0".repeat(64), null);
        Failure refused = assertThrows(Failure.class, () -> catalogue.fetch(new PluginCatalogue.Offer(wrong, true)));
        assertEquals(PluginError.PACKAGE_NOT_GENUINE, refused.code());
    }

    @Test
    void whereAKeyIsConfiguredAPackageMustBeSignedWithIt() throws Exception {
        byte[] bytes = "a package".getBytes(StandardCharsets.UTF_8);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Optional<String> key = Optional.of(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(bytes);
        String signed = Base64.getEncoder().encodeToString(signature.sign());
        String hash = Sha256.hex(bytes);
        PluginCatalogue.requireGenuine(entry("p.json", hash, signed), bytes, key);
        PluginCatalogue.requireGenuine(entry("p.json", hash, null), bytes, Optional.empty());
        for (String unsigned : new String[]{null, "not base64", Base64.getEncoder().encodeToString(new byte[64])}) {
            assertThrows(Failure.class, () -> PluginCatalogue.requireGenuine(entry("p.json", hash, unsigned), bytes, key));
        }
    }

    private static CatalogueEntry entry(String location, String hash, String signature) {
        LocalText text = new LocalText("A", "A");
        return new CatalogueEntry("a/b", "1.0.0", text, text, "", PluginCategory.TOOL, List.of(), location, hash, signature);
    }
}
