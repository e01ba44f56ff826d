package dev.difynative.apps.site;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** How an app presents itself on its public page. */
@Entity
@Table(name = "sites")
public class Site extends PanacheEntityBase {
    @Id public UUID appId;
    public String code;
    public String title;
    public String description;
    public String defaultLanguage;
    public String chatColorTheme;
    public boolean chatColorThemeInverted;
    public String copyright;
    public String privacyPolicy;
    public String inputPlaceholder;
    public String customDisclaimer;
    public boolean showWorkflowSteps;
    @Column(name = "use_icon_as_answer_icon") public boolean useIconAsAnswerIcon;

    static Optional<Site> findOf(UUID appId) { return findByIdOptional(appId); }
}
