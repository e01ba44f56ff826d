package dev.difynative.models.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.ModelError;
import dev.difynative.platform.json.JsonSetup;

/** The model providers that this service can talk to, read once from {@code models/providers.json}. */
public final class Catalogue {
    private static final String RESOURCE = "/models/providers.json";

    private static final class Table {
        static final LinkedHashMap<String, ProviderSpec> BY_ID = read();
    }

    private Catalogue() {}

    public static SequencedCollection<ProviderSpec> all() { return Table.BY_ID.sequencedValues(); }

    /** A provider by its bare or long id. */
    public static Optional<ProviderSpec> find(String id) {
        return Optional.ofNullable(Table.BY_ID.get(ProviderIds.bare(id)));
    }

    public static ProviderSpec get(String id) {
        return find(id)
                .orElseThrow(() -> ModelError.PROVIDER_NOT_FOUND.because("Model provider '%s' not found", ProviderIds.bare(id)));
    }

    private static LinkedHashMap<String, ProviderSpec> read() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            ObjectMapper mapper = JsonSetup.apply(new ObjectMapper());
            List<ProviderSpec> specs = mapper.readerForListOf(ProviderSpec.class).readValue(in);
            LinkedHashMap<String, ProviderSpec> byId = new LinkedHashMap<>();
            specs.forEach(spec -> byId.put(spec.id(), spec));
            return byId;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(RESOURCE, unreadable);
        }
    }
}
