package dev.difynative.workspace.tag;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.LikePattern;
import dev.difynative.platform.persistence.SqlFaults;
import dev.difynative.workspace.WorkspaceError;
import io.quarkus.hibernate.orm.panache.Panache;

/** The tags of a workspace and what they are bound to. That a target exists and may be seen is the caller's to check. */
@ApplicationScoped
public class Tags {
    public static final String KNOWLEDGE = "knowledge";
    public static final String APP = "app";
    private static final Set<String> TYPES = Set.of(KNOWLEDGE, APP);
    private static final int MAX_NAME_LENGTH = 50;

    private final Clock clock;

    Tags(Clock clock) { this.clock = clock; }

    /** Tags of a type whose name contains the keyword, newest first. */
    @Transactional
    public List<TagView> list(UUID tenantId, String type, String keyword) {
        return Panache.getEntityManager().createQuery("""
                select t, (select count(b) from TagBinding b where b.tagId = t.id) from Tag t
                where t.tenantId = :tenant and t.type = :type and t.name ilike :name escape '!'
                order by t.createdAt desc, t.id desc""", Object[].class)
                .setParameter("tenant", tenantId).setParameter("type", checkedType(type))
                .setParameter("name", LikePattern.containing(keyword == null ? "" : keyword.strip()))
                .getResultStream().map(row -> TagView.of((Tag) row[0], (Long) row[1])).toList();
    }

    @Transactional
    public TagView create(UUID tenantId, UUID accountId, String type, String name) {
        Tag tag = new Tag();
        tag.tenantId = tenantId;
        tag.type = checkedType(type);
        tag.name = checkedName(name);
        tag.createdBy = accountId;
        tag.createdAt = clock.instant();
        flush(tag);
        return TagView.of(tag, 0);
    }

    @Transactional
    public TagView rename(UUID tenantId, UUID tagId, String name) {
        Tag tag = owned(tenantId, tagId);
        tag.name = checkedName(name);
        flush(tag);
        return TagView.of(tag, TagBinding.count("tagId = ?1", tagId));
    }

    @Transactional
    public void delete(UUID tenantId, UUID tagId) { owned(tenantId, tagId).delete(); }

    /** Binds tags of a type to a target; one that is bound already stays so. */
    @Transactional
    public void bind(UUID tenantId, UUID accountId, String type, Collection<UUID> tagIds, UUID targetId) {
        if (tagIds.isEmpty()) {
            throw Parameters.missing("tag_ids");
        }
        if (Tag.listByIds(tenantId, checkedType(type), tagIds).size() != Set.copyOf(tagIds).size()) {
            throw notFound();
        }
        for (UUID tagId : Set.copyOf(tagIds)) {
            if (TagBinding.count("tagId = ?1 and targetId = ?2", tagId, targetId) == 0) {
                TagBinding binding = new TagBinding();
                binding.tagId = tagId;
                binding.targetId = targetId;
                binding.tenantId = tenantId;
                binding.createdBy = accountId;
                binding.createdAt = clock.instant();
                binding.persist();
            }
        }
    }

    @Transactional
    public void unbind(UUID tenantId, Collection<UUID> tagIds, UUID targetId) {
        TagBinding.delete("tenantId = ?1 and tagId in ?2 and targetId = ?3", tenantId, tagIds, targetId);
    }

    /** Takes all tags off a target that is going away. */
    @Transactional
    public void unbindAll(UUID tenantId, UUID targetId) {
        TagBinding.delete("tenantId = ?1 and targetId = ?2", tenantId, targetId);
    }

    /** The tags of each target, by name; a target without tags has no entry. */
    @Transactional
    public Map<UUID, List<TagRef>> ofTargets(UUID tenantId, Collection<UUID> targetIds) {
        Map<UUID, List<TagRef>> tags = new LinkedHashMap<>();
        Panache.getEntityManager().createQuery("""
                select b.targetId, t from TagBinding b join Tag t on t.id = b.tagId
                where b.tenantId = :tenant and b.targetId in :targets order by t.name, t.id""", Object[].class)
                .setParameter("tenant", tenantId).setParameter("targets", targetIds).getResultStream()
                .forEach(row -> tags.computeIfAbsent((UUID) row[0], unused -> new ArrayList<>())
                        .add(new TagRef(((Tag) row[1]).id, ((Tag) row[1]).name, ((Tag) row[1]).type)));
        return tags;
    }

    private static Tag owned(UUID tenantId, UUID tagId) { return Tag.findOwned(tenantId, tagId).orElseThrow(Tags::notFound); }

    private static Failure notFound() { return WorkspaceError.TAG_NOT_FOUND.because("Tag not found"); }

    private static String checkedType(String type) {
        if (type == null || !TYPES.contains(type)) {
            throw CommonError.INVALID_PARAM.field("type", "enum", "Parameter 'type' must be knowledge or app");
        }
        return type;
    }

    private static String checkedName(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }

    private static void flush(Tag tag) {
        try {
            tag.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? CommonError.INVALID_PARAM.field("name", "unique", "A tag named '%s' exists already", tag.name)
                    : fault;
        }
    }
}
