'use strict';
/* The count of new notices in the head of the page: asked once the page stands, at most once a minute. A record that is opened
   takes its own notices out of the count. Without this script the head leads to the page of notices as well. */
{
    const FRESH = 60 * 1000;
    const bell = document.querySelector('.bell');
    const named = bell && `notices-${bell.dataset.account}`;

    // A browser may keep nothing; then every page asks.
    const kept = () => {
        try {
            const found = JSON.parse(sessionStorage.getItem(named) || 'null');
            return found && Date.now() - found.at < FRESH ? found : null;
        } catch { return null; }
    };
    const keep = (found) => {
        try { sessionStorage.setItem(named, JSON.stringify(found)); } catch { /* as above */ }
    };

    function show({ shown, said }) {
        for (const count of document.querySelectorAll('.bell-count')) {
            count.textContent = shown;
            count.hidden = !shown;
        }
        bell.title = said;
        bell.querySelector('.visually-hidden').textContent = said;
    }

    async function ask(address, options) {
        const answer = await fetch(address, { credentials: 'same-origin', ...options }).catch(() => null);
        // Whoever was signed out meanwhile gets a page instead.
        return answer && answer.ok && !answer.redirected ? answer.json() : null;
    }

    async function open() {
        const token = document.querySelector('[name=csrfmiddlewaretoken]');
        if (!bell.dataset.record || !token) return;
        const body = new URLSearchParams({ record: bell.dataset.record, csrfmiddlewaretoken: token.value });
        const told = await ask(bell.dataset.opened, { method: 'POST', body });
        if (told && told.seen) keep(null);
    }

    async function count() {
        await open();
        // The page of notices itself changes what is new.
        let found = location.pathname === bell.pathname ? null : kept();
        if (!found) {
            found = await ask(bell.dataset.count);
            if (found) keep({ ...found, at: Date.now() });
        }
        if (found) show(found);
    }

    if (bell) count();
}
