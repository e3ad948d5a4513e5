/* The picture of the sheet follows what is typed. Without this file it shows what was saved last. */
'use strict';
{
    document.addEventListener('DOMContentLoaded', () => {
        const place = document.querySelector('[data-preview]');
        if (!place) return;
        const form = place.closest('form');
        let waiting = 0;
        let asked = 0;

        async function draw() {
            const number = ++asked;
            const data = new FormData();
            for (const [name, value] of new FormData(form)) {
                if (typeof value === 'string') data.append(name, value);
            }
            place.classList.add('sheet-waiting');
            try {
                const answer = await fetch(place.dataset.preview, {method: 'POST', body: data, credentials: 'same-origin'});
                if (answer.ok && number === asked) place.innerHTML = await answer.text();
            } catch (error) {
                // The next change asks again; what was shown last stays.
            } finally {
                place.classList.remove('sheet-waiting');
            }
        }

        function soon(event) {
            if (event.target.type === 'file') return;
            window.clearTimeout(waiting);
            waiting = window.setTimeout(draw, 350);
        }

        form.addEventListener('input', soon);
        form.addEventListener('change', soon);
        document.addEventListener('formset:removed', (event) => soon(event));
    });
}
