package dev.difynative.api.console.system;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the installation can do, as consoles ask for it before somebody signs in. */
@RegisterForReflection(ignoreNested = false)
record SystemFeatures(boolean ssoEnforcedForSignin, String ssoEnforcedForSigninProtocol, boolean enableMarketplace,
        int maxPluginPackageSize, boolean enableEmailCodeLogin, boolean enableEmailPasswordLogin,
        boolean enableSocialOauthLogin, boolean enableChangeEmail, boolean enableCollaborationMode, boolean enableTrialApp,
        boolean isAllowRegister, boolean isAllowCreateWorkspace, boolean isEmailSetup, License license, Branding branding,
        WebappAuth webappAuth, PluginPermission pluginInstallationPermission) {
    private static final int MAX_PACKAGE_BYTES = 4 << 20;

    record License(String status, String expiredAt, LicensedWorkspaces workspaces) {}

    record LicensedWorkspaces(boolean enabled, int size, int limit) {}

    record Branding(boolean enabled, String applicationTitle, String loginPageLogo, String workspaceLogo, String favicon) {}

    record WebappAuth(boolean enabled, boolean allowSso, boolean allowEmailCodeLogin, boolean allowEmailPasswordLogin) {}

    record PluginPermission(String pluginInstallationScope, boolean restrictToMarketplaceOnly) {}

    static SystemFeatures of(boolean createsWorkspaces, boolean sendsMail) {
        return new SystemFeatures(false, "", false, MAX_PACKAGE_BYTES, false, true, false, false, false, false, false,
                createsWorkspaces, sendsMail, new License("none", "", new LicensedWorkspaces(false, 0, 0)),
                new Branding(false, "", "", "", ""), new WebappAuth(false, false, false, false),
                new PluginPermission("all", false));
    }
}
