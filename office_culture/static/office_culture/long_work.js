/* Shows how far work in the background is. Without this file the page is loaded anew by hand. */
'use strict';
{
    const EVERY = 2000;

    document.addEventListener('DOMContentLoaded', () => {
        const address = document.querySelector('[data-works]')?.dataset.works;
        const shown = [...document.querySelectorAll('[data-work]')];
        if (!address || !shown.length) return;

        async function ask() {
            if (document.hidden) return;
            const answer = await fetch(address, {headers: {Accept: 'application/json'}, credentials: 'same-origin'});
            if (!answer.ok) throw new Error(String(answer.status));
            const told = new Map((await answer.json()).works.map((work) => [String(work.id), work]));
            for (const part of shown) {
                const work = told.get(part.dataset.work);
                if (!work) continue;
                if (work.state !== part.dataset.state) {
                    window.location.reload();
                    return;
                }
                const bar = part.querySelector('progress');
                if (bar) bar.value = work.done;
                const done = part.querySelector('[data-done]');
                if (done) done.textContent = String(work.done);
            }
        }

        async function goOn() {
            await ask();
            window.setTimeout(() => goOn().catch(() => {}), EVERY);
        }

        window.setTimeout(() => goOn().catch(() => {}), EVERY);
    });
}
