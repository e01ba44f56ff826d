package dev.difynative.models.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.ModelNames;
import dev.difynative.models.catalogue.ProviderIds;

/** Public list prices of well-known models, read once from {@code models/prices.json}. */
public final class Prices {
    private static final String RESOURCE = "/models/prices.json";

    private static final class Table {
        static final Map<String, Map<String, Price>> BY_PROVIDER = read();
    }

    private Prices() {}

    /** The price of a model, a dated variant priced like the model itself; {@link Price#UNKNOWN} when no table has it. */
    public static Price of(String provider, String model) {
        String bare = ProviderIds.bare(provider);
        Map<String, Price> prices = Table.BY_PROVIDER.get("azure_openai".equals(bare) ? "openai" : bare);
        if (prices == null || model == null) {
            return Price.UNKNOWN;
        }
        Price exact = prices.get(model);
        return exact != null ? exact : prices.getOrDefault(ModelNames.undated(model), Price.UNKNOWN);
    }

    private static Map<String, Map<String, Price>> read() {
        try (InputStream in = Prices.class.getResourceAsStream(RESOURCE)) {
            Map<String, Map<String, Price>> byProvider = new HashMap<>();
            new ObjectMapper().readTree(in).properties()
                    .forEach(entry -> byProvider.put(entry.getKey(), prices(entry.getValue())));
            return byProvider;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(RESOURCE, unreadable);
        }
    }

    private static Map<String, Price> prices(JsonNode provider) {
        String currency = provider.get("currency").textValue();
        BigDecimal priceUnit = new BigDecimal(provider.get("price_unit").textValue());
        Map<String, Price> prices = new HashMap<>();
        provider.get("models").properties().forEach(model -> {
            Iterator<JsonNode> units = model.getValue().elements();
            prices.put(model.getKey(),
                    new Price(new BigDecimal(units.next().textValue()), new BigDecimal(units.next().textValue()),
                            priceUnit, currency));
        });
        return prices;
    }
}
