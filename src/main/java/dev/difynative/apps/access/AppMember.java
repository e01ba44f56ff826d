package dev.difynative.apps.access;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A member who was chosen to see an app. */
@Entity
@Table(name = "app_members")
@IdClass(AppMember.Key.class)
public class AppMember extends PanacheEntityBase {
    @Id public UUID appId;
    @Id public UUID accountId;

    /** Hibernate makes keys by reflection. */
    @RegisterForReflection
    public record Key(UUID appId, UUID accountId) implements Serializable {}

    static List<AppMember> ofApp(UUID appId) { return list("appId = ?1 order by accountId", appId); }

    static void removeAll(UUID appId) { delete("appId", appId); }
}
