package dev.heddle.worker.container;

/**
 * An image the engine has.
 *
 * @param id its digest
 * @param user whom it says to run as; empty if it says nothing
 */
record Image(String id, String user) {}
