/* Forms of records: tabs where a form is long, rows in their order by dragging or keys, files dropped on the page and
   looked at beside the record. Without this file everything is there, one below the other. */
'use strict';
{
    const LONG = 2.2; // screens; a shorter form is read faster than its tabs
    const FEWEST = 4; // parts

    const words = document.getElementById('form-words');
    const form = words && document.querySelector('.change-form #content-main > form');

    function make(tag, attributes, text) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
        if (text) node.textContent = text;
        return node;
    }

    /* Tabs */

    function partsOf(form) {
        const shown = (part) => part.getClientRects().length > 0;
        return Array.from(form.querySelectorAll(':scope > div > fieldset.module, :scope > div > .inline-group')).filter(shown);
    }

    function nameOf(part) {
        const heading = part.querySelector('h2, .fieldset-heading');
        return heading ? heading.textContent.trim() : words.dataset.general;
    }

    /* Whoever rather reads from top to bottom has all parts at once; this browser remembers it. */
    const PARTS = 'form-parts';

    function remembered() {
        try { return window.localStorage.getItem(PARTS); } catch { return null; }
    }

    function makeSwitch(text, choice, then) {
        const button = make('button', { type: 'button', class: 'form-parts' }, text);
        button.addEventListener('click', () => {
            try { window.localStorage.setItem(PARTS, choice); } catch { /* it holds for this page only */ }
            then();
        });
        return button;
    }

    function showAll(parts) {
        for (const part of parts) part.hidden = false;
        const back = makeSwitch(words.dataset.tabs, 'tabs', () => {
            back.remove();
            makeTabs(parts);
        });
        parts[0].before(back);
    }

    function makeTabs(parts) {
        const list = make('div', { role: 'tablist', class: 'form-tabs', 'aria-label': words.dataset.parts });
        const groups = new Map();
        for (const part of parts) {
            const name = nameOf(part);
            groups.set(name, [...(groups.get(name) || []), part]);
        }
        const tabs = Array.from(groups, ([name, members], index) => {
            const tab = make('button', { type: 'button', role: 'tab', class: 'form-tab', id: `form-tab-${index}` }, name);
            if (members.some((part) => part.querySelector('.errorlist li, .errors'))) tab.classList.add('has-errors');
            list.append(tab);
            return { tab, members };
        });

        function open(chosen, focus) {
            for (const { tab, members } of tabs) {
                const here = tab === chosen;
                tab.setAttribute('aria-selected', here);
                tab.tabIndex = here ? 0 : -1;
                // Words in a closed part are found by the search of the browser, which opens it.
                for (const part of members) part.hidden = !here;
                if (!here) for (const part of members) part.setAttribute('hidden', 'until-found');
            }
            list.scrollLeft = chosen.offsetLeft - list.offsetLeft - (list.clientWidth - chosen.offsetWidth) / 2;
            if (focus) chosen.focus();
        }

        for (const { tab, members } of tabs) {
            tab.addEventListener('click', () => open(tab));
            for (const part of members) part.addEventListener('beforematch', () => open(tab));
        }
        list.addEventListener('keydown', (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            const now = tabs.findIndex(({ tab }) => tab === event.target);
            if (!step || now < 0) return;
            event.preventDefault();
            open(tabs[(now + step + tabs.length) % tabs.length].tab, true);
        });
        // A link to a faulty field opens its part first.
        document.addEventListener('click', (event) => {
            const link = event.target.closest('.error-links a');
            const name = link && decodeURIComponent(link.hash.slice(1));
            const field = link && (document.getElementById(name) || document.getElementById(`${name}_0`));
            const found = field && tabs.find(({ members }) => members.some((part) => part.contains(field)));
            if (found) open(found.tab);
        }, true);
        const all = makeSwitch(words.dataset.all, 'all', () => {
            frame.remove();
            showAll(parts);
        });
        const frame = make('div', { class: 'form-tabs-frame' });
        frame.append(list, all);
        parts[0].before(frame);
        open((tabs.find(({ tab }) => tab.classList.contains('has-errors')) || tabs[0]).tab);
    }

    /* Positions of rows */

    const position = (row) => row.querySelector('input[name$="-position"]');

    function renumber(body) {
        const rows = Array.from(body.querySelectorAll('tr.form-row:not(.empty-form)')).filter(position);
        rows.forEach((row, index) => { position(row).value = index + 1; });
    }

    function move(row, up) {
        const beside = up ? row.previousElementSibling : row.nextElementSibling;
        if (!beside || !position(beside) || beside.classList.contains('empty-form')) return;
        if (up) beside.before(row); else beside.after(row);
        renumber(row.parentElement);
        row.querySelector('.move-row').focus();
    }

    function addHandle(row) {
        const input = position(row);
        if (!input || row.querySelector('.move-row')) return;
        const handle = make('button', { type: 'button', class: 'move-row', draggable: 'true', title: `${words.dataset.up} · ${words.dataset.down}`, 'aria-label': `${words.dataset.up}, ${words.dataset.down}` }, '↕');
        input.before(handle);
        handle.addEventListener('dragstart', (event) => {
            row.classList.add('dragged');
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/x-row', row.id);
        });
        handle.addEventListener('dragend', () => row.classList.remove('dragged'));
    }

    function makeOrder(table) {
        for (const row of table.querySelectorAll('tr.form-row')) if (!row.classList.contains('empty-form')) addHandle(row);
        table.addEventListener('keydown', (event) => {
            const row = event.target.closest('tr.form-row');
            if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key) || !row || !position(row)) return;
            event.preventDefault();
            move(row, event.key === 'ArrowUp');
        });
        table.addEventListener('dragover', (event) => {
            const dragged = table.querySelector('tr.dragged');
            const over = event.target.closest('tr.form-row:not(.empty-form)');
            if (!dragged || !over) return;
            event.preventDefault();
            if (over === dragged || !position(over)) return;
            const box = over.getBoundingClientRect();
            if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
        });
        table.addEventListener('drop', (event) => {
            const dragged = table.querySelector('tr.dragged');
            if (!dragged) return;
            event.preventDefault();
            renumber(dragged.parentElement);
        });
    }

    /* Files */

    const emptyUpload = (group) => Array.from(group.querySelectorAll('tr:not(.empty-form) input[type=file]')).find((input) => !input.files.length && !input.closest('tr').classList.contains('has_original'));

    function put(group, file) {
        if (!emptyUpload(group)) group.querySelector('.add-row a').click();
        const input = emptyUpload(group);
        if (!input) return;
        const carried = new DataTransfer();
        carried.items.add(file);
        input.files = carried.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        input.scrollIntoView({ block: 'center' });
    }

    function takeDroppedFiles(group) {
        const sign = make('p', { class: 'drop-here', hidden: '' }, words.dataset.drop);
        document.body.append(sign);
        const carriesFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
        document.addEventListener('dragover', (event) => {
            if (!carriesFiles(event)) return;
            event.preventDefault();
            sign.hidden = false;
        });
        document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) sign.hidden = true; });
        document.addEventListener('drop', (event) => {
            if (!carriesFiles(event)) return;
            event.preventDefault();
            sign.hidden = true;
            const tab = group.hidden && document.querySelectorAll('.form-tab');
            if (tab) Array.from(tab).find((each) => each.textContent === nameOf(group))?.click();
            for (const file of event.dataTransfer.files) put(group, file);
        });
    }

    function lookBeside(link) {
        document.querySelector('.file-beside')?.remove();
        const aside = make('aside', { class: 'file-beside', 'aria-label': words.dataset.file });
        const close = make('button', { type: 'button', class: 'button secondary' }, words.dataset.close);
        const frame = make('iframe', { src: link.href, title: words.dataset.file });
        aside.append(close, frame);
        document.body.append(aside);
        document.body.classList.add('has-file-beside');
        close.addEventListener('click', () => {
            aside.remove();
            document.body.classList.remove('has-file-beside');
            link.focus();
        });
        close.focus();
    }

    if (form) {
        document.addEventListener('DOMContentLoaded', () => {
            form.querySelectorAll('.tabular table').forEach((table) => { if (table.querySelector('input[name$="-position"]')) makeOrder(table); });
            const group = Array.from(form.querySelectorAll('.inline-group')).find((each) => each.querySelector('input[type=file]'));
            if (group) takeDroppedFiles(group);
            const parts = partsOf(form);
            const names = new Set(parts.map(nameOf));
            // A new record is filled in from top to bottom: nothing that must be filled in stands aside.
            const isNew = window.location.pathname.endsWith('/add/');
            if (!isNew && !words.dataset.whole && names.size >= FEWEST && form.offsetHeight > LONG * window.innerHeight) {
                if (remembered() === 'all') showAll(parts);
                else makeTabs(parts);
            }
        });
        document.addEventListener('formset:added', (event) => {
            const row = event.target;
            if (!position(row)) return;
            addHandle(row);
            const others = Array.from(row.parentElement.querySelectorAll('tr.form-row:not(.empty-form)')).filter((each) => each !== row && position(each));
            position(row).value = 1 + Math.max(0, ...others.map((each) => Number(position(each).value) || 0));
        });
        document.addEventListener('click', (event) => {
            const link = event.target.closest('a.look');
            if (!link || event.ctrlKey || event.metaKey || event.shiftKey || window.innerWidth < 768) return;
            event.preventDefault();
            lookBeside(link);
        });
    }
}
