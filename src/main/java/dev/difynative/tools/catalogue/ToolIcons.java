package dev.difynative.tools.catalogue;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolKind;

/** The icons of tools, for whoever shows at what an app is working. */
@Singleton
public class ToolIcons {
    /** What a tool is shown by whose provider has gone. */
    private static final Map<String, String> PLAIN = Map.of("background", "#252525", "content", "\uD83D\uDD27");

    private final ToolCatalogue catalogue;

    ToolIcons(ToolCatalogue catalogue) { this.catalogue = catalogue; }

    /** By the tools' names: an address without a host, or an object with background and content. */
    public Map<String, Object> of(UUID tenantId, Collection<ToolKey> tools) {
        Map<ToolKind, List<ProviderView>> shelves = new EnumMap<>(ToolKind.class);
        Map<String, Object> icons = new LinkedHashMap<>();
        for (ToolKey tool : tools) {
            Optional<ToolKind> kind = ToolKind.find(tool.type());
            List<ProviderView> providers = kind.isEmpty()
                    ? List.of()
                    : shelves.computeIfAbsent(kind.get(), each -> catalogue.list(tenantId, kind));
            icons.put(tool.name(), providers.stream().filter(provider -> isOf(provider, tool)).findFirst()
                    .map(ProviderView::icon).filter(ToolIcons::isShown).orElse(PLAIN));
        }
        return icons;
    }

    private static boolean isOf(ProviderView provider, ToolKey tool) {
        return provider.id().equals(tool.provider()) || provider.id().equals(tool.bareProvider())
                || provider.name().equals(tool.provider()) || provider.name().equals(tool.bareProvider());
    }

    private static boolean isShown(Object icon) {
        return icon instanceof JsonNode node ? node.isObject() || !node.asText().isEmpty() : !"".equals(icon);
    }
}
