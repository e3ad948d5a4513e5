/* Goes on with a print by itself and shows how far it is. Without this file a button does each step. */
'use strict';
{
    document.addEventListener('DOMContentLoaded', () => {
        const panel = document.querySelector('[data-batch][data-step]');
        if (!panel) return;
        const form = panel.querySelector('form');
        const bar = panel.querySelector('progress');
        const done = panel.querySelector('[data-done]');
        const failed = panel.querySelector('[data-failed]');
        form.hidden = true;

        async function goOn() {
            for (;;) {
                const answer = await fetch(panel.dataset.step, {
                    method: 'POST',
                    body: new FormData(form),
                    headers: {Accept: 'application/json'},
                    credentials: 'same-origin',
                });
                if (!answer.ok) throw new Error(String(answer.status));
                const standing = await answer.json();
                bar.value = standing.done;
                done.textContent = String(standing.done);
                if (standing.finished) {
                    window.location.reload();
                    return;
                }
            }
        }

        goOn().catch(() => {
            failed.hidden = false;
            form.hidden = false;
        });
    });
}
