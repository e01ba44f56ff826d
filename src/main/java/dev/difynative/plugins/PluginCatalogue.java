package dev.difynative.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The plugins that may be installed: those that are bundled, and those of a catalogue elsewhere where one is configured. */
@ApplicationScoped
class PluginCatalogue {
    private static final Logger LOG = Logger.getLogger(PluginCatalogue.class);
    private static final String BUNDLED = "/plugins/";
    private static final String INDEX = "catalogue.json";
    private static final int MAX_BYTES = 4 << 20;
    private static final OutboundRequest.Options BOUNDS = new OutboundRequest.Options(Duration.ofSeconds(20), MAX_BYTES, 3);

    private final PluginsConfig config;
    private final OutboundClient http;
    private final ObjectMapper json = PluginPackage.mapper();
    private volatile List<Offer> bundled;
    private volatile Fetched elsewhere = new Fetched(List.of(), 0);

    /** A listed plugin, and whether it is one of the bundled ones. */
    record Offer(CatalogueEntry entry, boolean isBundled) {}

    @RegisterForReflection
    record Index(int format, List<CatalogueEntry> plugins) {}

    private record Fetched(List<Offer> offers, long until) {}

    PluginCatalogue(PluginsConfig config, OutboundClient http) {
        this.config = config;
        this.http = http;
    }

    /** All offers by plugin id; one from elsewhere stands in for a bundled one. */
    List<Offer> all() {
        Map<String, Offer> byId = new LinkedHashMap<>();
        bundled().forEach(offer -> byId.put(offer.entry().pluginId(), offer));
        elsewhere().forEach(offer -> byId.put(offer.entry().pluginId(), offer));
        return List.copyOf(byId.values());
    }

    Optional<Offer> find(String pluginId) {
        return all().stream().filter(offer -> offer.entry().pluginId().equals(pluginId)).findFirst();
    }

    /** The text of a package that is what the catalogue says it is. */
    String fetch(Offer offer) {
        byte[] bytes = offer.isBundled() ? resource(offer.entry().location()) : download(offer.entry().location());
        requireGenuine(offer.entry(), bytes, offer.isBundled() ? Optional.empty() : config.publicKey());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Refuses bytes of another hash and, where there is a key (X.509, base64), what was not signed with it. */
    static void requireGenuine(CatalogueEntry entry, byte[] bytes, Optional<String> key) {
        String hash = Sha256.hex(bytes);
        if (!hash.equals(entry.sha256())) {
            throw PluginError.PACKAGE_NOT_GENUINE.because("The package of '%s' has the hash %s, not %s as the catalogue says",
                    entry.pluginId(), hash, entry.sha256());
        }
        if (key.isPresent() && !isSigned(entry, bytes, key.get())) {
            throw PluginError.PACKAGE_NOT_GENUINE.because("The package of '%s' is not signed with the configured key",
                    entry.pluginId());
        }
    }

    private static boolean isSigned(CatalogueEntry entry, byte[] bytes, String base64Key) {
        if (entry.signature() == null) {
            return false;
        }
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64Key)));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(Base64.getDecoder().decode(entry.signature()));
        } catch (SignatureException | IllegalArgumentException noSignature) {
            return false;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The key dify.plugins.public-key cannot be used", unusable);
        }
    }

    private List<Offer> bundled() {
        List<Offer> offers = bundled;
        if (offers == null) {
            offers = offers(resource(INDEX), true);
            bundled = offers;
        }
        return offers;
    }

    private List<Offer> elsewhere() {
        Fetched fetched = elsewhere;
        if (config.catalogueUrl().isEmpty() || System.nanoTime() - fetched.until < 0 && fetched.until != 0) {
            return fetched.offers;
        }
        List<Offer> offers = fetched.offers;
        try {
            offers = offers(download(""), false);
        } catch (Failure unreachable) {
            // What was listed before is better than nothing; an install says what is wrong.
            LOG.warnf("The plugin catalogue %s cannot be read: %s", config.catalogueUrl().get(), unreachable.getMessage());
        }
        elsewhere = new Fetched(offers, System.nanoTime() + config.catalogueLifetime().toNanos());
        return offers;
    }

    private List<Offer> offers(byte[] index, boolean isBundled) {
        try {
            Index read = json.readValue(index, Index.class);
            if (read.format() != 1 || read.plugins() == null) {
                throw PluginError.CATALOGUE_UNREACHABLE.because("The plugin catalogue is of an unknown format");
            }
            List<Offer> offers = new ArrayList<>();
            for (CatalogueEntry entry : read.plugins()) {
                if (entry.isComplete()) {
                    offers.add(new Offer(entry, isBundled));
                } else {
                    LOG.warnf("The plugin catalogue has an incomplete entry: %s %s", entry.pluginId(), entry.version());
                }
            }
            return offers;
        } catch (JsonProcessingException broken) {
            throw PluginError.CATALOGUE_UNREACHABLE.because("The plugin catalogue is no valid JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Of the catalogue elsewhere: itself, or what lies beside it. */
    private byte[] download(String location) {
        String url = URI.create(config.catalogueUrl().orElseThrow()).resolve(location).toString();
        OutboundResponse response;
        try {
            response = http.sendAndWait(OutboundRequest.get(OutboundPolicy.ADMIN,
                    location.isEmpty() ? config.catalogueUrl().get() : url).with(BOUNDS));
        } catch (Failure unreachable) {
            throw PluginError.CATALOGUE_UNREACHABLE.because("%s cannot be fetched: %s", url, unreachable.getMessage());
        }
        if (!response.successful()) {
            throw PluginError.CATALOGUE_UNREACHABLE.because("%s cannot be fetched: status %d", url, response.status());
        }
        return response.body().getBytes();
    }

    private static byte[] resource(String name) {
        try (InputStream in = PluginCatalogue.class.getResourceAsStream(BUNDLED + name)) {
            if (in == null) {
                throw new IllegalStateException("The bundled plugins lack " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
