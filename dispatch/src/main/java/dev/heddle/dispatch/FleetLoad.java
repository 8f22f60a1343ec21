package dev.heddle.dispatch;

/**
 * What the workers elsewhere of one server have to do.
 *
 * @param connected workers that have a stream at the moment
 * @param slots how many attempts these carry out at once
 * @param leased attempts that workers elsewhere have, connected or not
 * @param waiting attempts that no worker has room for
 * @param lost workers that were not heard for a lease, since the start
 * @param lateReports reports that were refused because their lease was over, since the start
 */
public record FleetLoad(
    int connected, int slots, int leased, int waiting, long lost, long lateReports) {}
