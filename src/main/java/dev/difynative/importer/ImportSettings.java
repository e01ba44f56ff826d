package dev.difynative.importer;

import java.nio.file.Path;

/**
 * What is to be brought over, and where to.
 *
 * @param url
 *            the address of the service to take from; null when a folder is given
 * @param folder
 *            the folder of exported apps; null when an address is given
 * @param account
 *            the e-mail address of the account here whose workspace everything goes to
 * @param workspace
 *            the id of the workspace, needed when the account has several
 * @param asSegments
 *            whether documents are taken as the segments that they were cut into, rather than as files
 */
public record ImportSettings(String url, Path folder, String email, String password, String account, String workspace,
        boolean dry, boolean asSegments, Path report) {

    @Override
    public String toString() { return "ImportSettings[" + (url == null ? folder : url) + "]"; }
}
