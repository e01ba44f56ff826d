package dev.difynative.apps;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A saved model configuration, word for word as it was sent; never changed, only followed by the next one. */
@Entity
@Table(name = "app_model_configs")
public class AppModelConfig extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID appId;
    public String config;
    public UUID createdBy;
    public Instant createdAt;
}
