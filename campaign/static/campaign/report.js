/* Writing a section: keys of facts and marks at the cursor, a list of facts that narrows, a preview that follows. Without
   it keys are copied by hand and the preview is a button. */
'use strict';
{
    const PAUSE = 900;
    const plain = (words) => words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase();

    document.addEventListener('DOMContentLoaded', () => {
        const panel = document.querySelector('.facts');
        const text = document.querySelector('form textarea.narrative');
        if (panel) narrow(panel);
        if (!text) return;
        if (panel) insertKeys(panel, text);
        keepTyped(text.form, text);
        if (text.form.querySelector('.marks')) offerMarks(text.form, text);
        if (text.form.dataset.preview) followWith(text.form, text);
    });

    function changed(text) {
        text.dispatchEvent(new Event('input', {bubbles: true}));
        text.focus();
    }

    /* A field that was never entered takes the key at its end. */
    function insertKeys(panel, text) {
        let entered = false;
        text.addEventListener('focus', () => { entered = true; });
        panel.addEventListener('click', (event) => {
            const button = event.target.closest('button[data-key]');
            if (!button) return;
            if (!entered) text.setSelectionRange(text.value.length, text.value.length);
            text.setRangeText(`{${button.dataset.key}}`, text.selectionStart, text.selectionEnd, 'end');
            changed(text);
        });
    }

    function offerMarks(form, text) {
        const marks = form.querySelector('.marks');
        marks.hidden = false;
        marks.addEventListener('click', (event) => {
            const button = event.target.closest('button');
            if (!button) return;
            const {wrap, lines, table} = button.dataset;
            const [start, end] = [text.selectionStart, text.selectionEnd];
            if (wrap) {
                const chosen = text.value.slice(start, end);
                text.setRangeText(`${wrap}${chosen}${wrap}`, start, end, 'end');
                if (!chosen) text.setSelectionRange(start + wrap.length, start + wrap.length);
            } else if (lines) {
                const first = text.value.lastIndexOf('\n', start - 1) + 1;
                const points = text.value.slice(first, end).split('\n').map((line) => line.startsWith(lines) ? line : lines + line);
                text.setRangeText(points.join('\n'), first, end, 'end');
            } else {
                const row = table.replace(/[^|]+/g, '  ');
                const before = start && text.value[start - 1] !== '\n' ? '\n' : '';
                text.setRangeText(`${before}${table}\n${row}\n`, start, end, 'end');
            }
            changed(text);
        });
    }

    function followWith(form, text) {
        const box = document.querySelector('#section-preview');
        const state = document.querySelector('#preview-state');
        const button = form.querySelector('button[name="show"]');
        let waiting = 0;
        let asked = 0;
        async function show() {
            const mine = ++asked;
            window.clearTimeout(waiting);
            const answer = await fetch(form.dataset.preview, {method: 'POST', body: new FormData(form)}).catch(() => null);
            // A later question has been asked meanwhile: its answer counts.
            if (mine !== asked) return;
            const good = answer && answer.ok && !answer.redirected;
            if (good) {
                const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                if (mine !== asked) return;
                box.replaceChildren(...page.body.childNodes);
            }
            state.textContent = good ? state.dataset.new : state.dataset.failed;
        }
        text.addEventListener('input', () => {
            window.clearTimeout(waiting);
            waiting = window.setTimeout(show, PAUSE);
        });
        button.addEventListener('click', (event) => {
            event.preventDefault();
            show();
        });
        // What is being saved may not be written on any more, so nobody asks for its preview.
        form.addEventListener('submit', () => window.clearTimeout(waiting));
    }

    /* Leaving with unsaved words asks first. */
    function keepTyped(form, text) {
        let dirty = Boolean(form.querySelector('.notice[role="status"]'));
        text.addEventListener('input', () => { dirty = true; });
        form.addEventListener('submit', () => { dirty = false; });
        window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
    }

    function narrow(panel) {
        const search = panel.querySelector('#fact-search');
        const count = panel.querySelector('#fact-count');
        search.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
        search.addEventListener('input', () => {
            const wanted = plain(search.value).split(/\s+/).filter(Boolean);
            let found = 0;
            for (const group of panel.querySelectorAll('details')) {
                const title = plain(group.querySelector('summary').textContent);
                let shown = 0;
                for (const fact of group.querySelectorAll('li')) {
                    const words = `${title} ${plain(fact.textContent)}`;
                    fact.hidden = !wanted.every((word) => words.includes(word));
                    if (!fact.hidden) shown += 1;
                }
                group.hidden = shown === 0;
                if (wanted.length) group.open = shown > 0;
                found += shown;
            }
            if (count) count.textContent = found ? '' : count.dataset.none;
        });
    }
}
