/**
 * Node's options for processes that serve for weeks. V8 sizes its heap by the machine: with gigabytes free it lets
 * garbage grow to several times what is alive. Nothing of Tagdesk needs much at once, since files, runs and lists
 * pass through in parts; so little is allowed, and is collected sooner.
 */
export const leanHeap = ['--max-semi-space-size=8', '--max-old-space-size=256'];

/**
 * For the environment of the same processes. glibc gives threads heaps of their own, up to eight per core, and keeps what
 * each has freed; V8's and libuv's few threads are as quick with two, and a process stays some 40 MB smaller. Other
 * allocators do not know the variable.
 */
export const leanAllocator = { MALLOC_ARENA_MAX: '2' };
