/* Puts the key of a fact where the writer's cursor was, and narrows the list of facts. Without it keys are copied by hand. */
'use strict';
{
    document.addEventListener('DOMContentLoaded', () => {
        const panel = document.querySelector('.facts');
        if (!panel) return;
        const texts = document.querySelectorAll('textarea.narrative');
        let current = null;
        texts.forEach((text) => text.addEventListener('focus', () => { current = text; }));

        panel.addEventListener('click', (event) => {
            const button = event.target.closest('button[data-key]');
            if (!button || !current) return;
            const key = `{${button.dataset.key}}`;
            current.setRangeText(key, current.selectionStart, current.selectionEnd, 'end');
            current.dispatchEvent(new Event('input', {bubbles: true}));
            current.focus();
        });

        const plain = (words) => words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase();
        const search = panel.querySelector('#fact-search');
        search.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
        search.addEventListener('input', () => {
            const wanted = plain(search.value).split(/\s+/).filter(Boolean);
            for (const group of panel.querySelectorAll('details')) {
                let shown = 0;
                for (const fact of group.querySelectorAll('li')) {
                    const words = plain(fact.textContent);
                    fact.hidden = !wanted.every((word) => words.includes(word));
                    if (!fact.hidden) shown += 1;
                }
                group.hidden = shown === 0;
                if (wanted.length) group.open = shown > 0;
            }
        });
    });
}
