package dev.difynative.workflow.form;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.instance.InstanceConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Looks for forms whose time is up and for e-mails that are to be sent. */
@ApplicationScoped
class FormWatch {
    private static final Logger LOG = Logger.getLogger(FormWatch.class);
    private static final int AT_ONCE = 50;

    private final HumanForms forms;
    private final FormMails mails;
    private final HumanInputConfig config;
    private final InstanceConfig instance;
    private final Vertx vertx;

    FormWatch(HumanForms forms, FormMails mails, HumanInputConfig config, InstanceConfig instance, Vertx vertx) {
        this.forms = forms;
        this.mails = mails;
        this.config = config;
        this.instance = instance;
        this.vertx = vertx;
    }

    void watch(@Observes StartupEvent started) {
        if (instance.serving()) {
            vertx.setPeriodic(config.check().toMillis(), timer -> Thread.startVirtualThread(this::look));
        }
    }

    private void look() {
        try {
            while (forms.expire(AT_ONCE) == AT_ONCE) {
                LOG.debug("The time of more forms is up");
            }
            mails.sendDue();
        } catch (RuntimeException later) {
            LOG.warnf("Forms could not be looked after, will try again: %s", later.getMessage());
        }
    }
}
