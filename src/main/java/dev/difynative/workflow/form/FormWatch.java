package dev.difynative.workflow.form;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.lifecycle.Shutdown;
import io.quarkus.runtime.StartupEvent;

/** Looks for forms whose time is up and for e-mails that are to be sent. */
@ApplicationScoped
class FormWatch {
    private static final Logger LOG = Logger.getLogger(FormWatch.class);
    private static final int AT_ONCE = 50;

    private final HumanForms forms;
    private final FormMails mails;
    private final HumanInputConfig config;
    private final Patrols patrols;
    private final Shutdown shutdown;

    FormWatch(HumanForms forms, FormMails mails, HumanInputConfig config, Patrols patrols, Shutdown shutdown) {
        this.forms = forms;
        this.mails = mails;
        this.config = config;
        this.patrols = patrols;
        this.shutdown = shutdown;
    }

    void watch(@Observes StartupEvent started) { patrols.every(config.check(), "forms", this::look); }

    private void look() {
        if (shutdown.isAnnounced()) {
            return;
        }
        while (forms.expire(AT_ONCE) == AT_ONCE) {
            LOG.debug("The time of more forms is up");
        }
        mails.sendDue();
    }
}
