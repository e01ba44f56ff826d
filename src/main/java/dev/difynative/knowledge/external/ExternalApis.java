package dev.difynative.knowledge.external;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.external.ExternalApiView.Binding;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.LikePattern;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The services elsewhere that a workspace's external datasets are searched by. */
@ApplicationScoped
public class ExternalApis {
    private static final String PURPOSE = "external-knowledge";

    private final ExternalCall call;
    private final CredentialVault vault;
    private final Clock clock;

    /** Where a service is called, and with which key. */
    record Endpoint(String url, String apiKey) {}

    ExternalApis(ExternalCall call, CredentialVault vault, Clock clock) {
        this.call = call;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    public Page<ExternalApiView> list(UUID tenantId, String keyword, PageRequest page) {
        String where = " from ExternalApi a where a.tenantId = :tenant and a.name ilike :name escape '!'";
        String name = LikePattern.containing(keyword == null ? "" : keyword.strip());
        long total = Panache.getEntityManager().createQuery("select count(a)" + where, Long.class)
                .setParameter("tenant", tenantId)
                .setParameter("name", name).getSingleResult();
        List<ExternalApi> apis = Panache.getEntityManager()
                .createQuery("select a" + where + " order by a.createdAt desc, a.id desc",
                        ExternalApi.class)
                .setParameter("tenant", tenantId).setParameter("name", name).setFirstResult(page.offset())
                .setMaxResults(page.limit()).getResultList();
        return Page.of(apis.stream().map(this::view).toList(), total, page);
    }

    @Transactional
    public ExternalApiView get(UUID tenantId, UUID apiId) { return view(owned(tenantId, apiId)); }

    /** The services of these ids, by id. */
    @Transactional
    public Map<UUID, ExternalApiView> byIds(UUID tenantId, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : ExternalApi.listByIds(tenantId, ids).stream().map(this::view)
                        .collect(Collectors.toMap(ExternalApiView::id, api -> api));
    }

    /** Keeps a service that answers; no connection to the database is held while it is asked. */
    public ExternalApiView create(UUID tenantId, UUID accountId, SaveExternalApi command) {
        SaveExternalApi valid = command.checked();
        call.check(new Endpoint(valid.settings().endpoint(), valid.settings().apiKey()));
        ExternalApi api = new ExternalApi();
        api.tenantId = tenantId;
        api.createdBy = accountId;
        api.createdAt = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> write(api, accountId, valid));
    }

    public ExternalApiView update(UUID tenantId, UUID accountId, UUID apiId, SaveExternalApi command) {
        SaveExternalApi sent = command.checked();
        Endpoint present = endpoint(tenantId, apiId);
        boolean unchanged = sent.settings().apiKey().equals(ExternalApiView.masked(present.apiKey()));
        SaveExternalApi valid = new SaveExternalApi(sent.name(), sent.description(), new SaveExternalApi.Settings(
                sent.settings().endpoint(), unchanged ? present.apiKey() : sent.settings().apiKey()));
        call.check(new Endpoint(valid.settings().endpoint(), valid.settings().apiKey()));
        return QuarkusTransaction.requiringNew().call(() -> write(owned(tenantId, apiId), accountId, valid));
    }

    /** Deletes a service; one that a dataset is searched by stays. */
    @Transactional
    public void delete(UUID tenantId, UUID apiId) {
        ExternalApi api = owned(tenantId, apiId);
        if (!bindings(tenantId, apiId).isEmpty()) {
            throw KnowledgeError.EXTERNAL_API_IN_USE.because("A dataset uses this external knowledge API");
        }
        api.delete();
    }

    Endpoint endpoint(UUID tenantId, UUID apiId) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            ExternalApi api = owned(tenantId, apiId);
            return new Endpoint(api.endpoint, vault.open(tenantId, PURPOSE, api.sealedApiKey));
        });
    }

    private ExternalApiView write(ExternalApi api, UUID accountId, SaveExternalApi values) {
        api.name = values.name();
        api.description = values.description();
        api.endpoint = values.settings().endpoint();
        api.sealedApiKey = vault.seal(api.tenantId, PURPOSE, values.settings().apiKey());
        api.updatedBy = accountId;
        api.updatedAt = clock.instant();
        api.persistAndFlush();
        return view(api);
    }

    private ExternalApiView view(ExternalApi api) {
        return ExternalApiView.of(api, vault.open(api.tenantId, PURPOSE, api.sealedApiKey), bindings(api.tenantId, api.id));
    }

    private List<Binding> bindings(UUID tenantId, UUID apiId) {
        return Panache.getEntityManager().createQuery("""
                select d.id, d.name from Dataset d where d.tenantId = :tenant and d.externalKnowledgeApiId = :api
                order by d.name""", Object[].class).setParameter("tenant", tenantId).setParameter("api", apiId)
                .getResultStream().map(row -> new Binding((UUID) row[0], (String) row[1])).toList();
    }

    private static ExternalApi owned(UUID tenantId, UUID apiId) {
        return ExternalApi.findOwned(tenantId, apiId).orElseThrow(ExternalApis::notFound);
    }

    static Failure notFound() { return KnowledgeError.EXTERNAL_API_NOT_FOUND.because("External knowledge API not found"); }
}
