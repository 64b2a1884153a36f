/** Name in the environment of the local socket by which a worker shows its figures; not set: it shows none. */
export const socketVariable = 'TAGDESK_WORKER_SOCKET';
