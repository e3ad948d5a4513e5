/* What style sheets cannot do: names for controls in tables, for screen readers and for the cards on a phone; and a
   question before typing is lost. */
'use strict';
{
    const words = (node) => node ? node.textContent.trim().replace(/\s+/g, ' ') : '';

    /* On a phone each row of a list is a card: every cell then says which column it is. */
    function nameCells(table) {
        const head = table.tHead && table.tHead.rows[0];
        if (!head) return;
        // A sorted column tells its place in the order, too: only its name is wanted.
        const names = Array.from(head.cells, (cell) => words(cell.querySelector('.text') || cell));
        for (const row of table.tBodies[0].rows) {
            Array.from(row.cells).forEach((cell, index) => {
                if (names[index] && cell.colSpan === 1) cell.dataset.label = names[index];
            });
        }
    }

    /* Django prints the names of an inline table's columns only in its head: no control there has a name. */
    function nameControls(table) {
        nameCells(table);
        for (const cell of table.querySelectorAll('tbody td[data-label]')) {
            for (const control of cell.querySelectorAll('input:not([type=hidden]), select, textarea')) {
                if (!control.getAttribute('aria-label')) control.setAttribute('aria-label', cell.dataset.label);
            }
        }
    }

    /* Select2 draws a box of its own beside the select and gives it no name. */
    function nameSelect2() {
        for (const box of document.querySelectorAll('.select2-selection')) {
            const wrapper = box.closest('.select2-container');
            const select = wrapper && wrapper.previousElementSibling;
            if (!select || box.dataset.named) continue;
            const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
            const name = label ? words(label).replace(/:$/, '') : select.getAttribute('aria-label');
            if (!name) continue;
            box.dataset.named = name;
            // A box for several choices holds its search field all the time.
            const search = box.querySelector('.select2-search__field');
            if (search) search.setAttribute('aria-label', name);
            const shown = box.querySelector('.select2-selection__rendered');
            const chosen = shown && shown.getAttribute('title');
            box.removeAttribute('aria-labelledby');
            box.setAttribute('aria-label', chosen ? `${name}: ${chosen}` : name);
            // The words inside are what the box says already; as a second, nameless field they only confuse.
            if (shown) {
                shown.setAttribute('role', 'presentation');
                shown.removeAttribute('aria-readonly');
            }
        }
    }

    function nameAll() {
        document.querySelectorAll('#result_list').forEach(nameCells);
        document.querySelectorAll('.tabular table').forEach(nameControls);
        nameSelect2();
        // The two-column chooser puts a name on plain spans, which may only carry one as pictures.
        document.querySelectorAll('.help-tooltip[aria-label]:not([role])').forEach((icon) => icon.setAttribute('role', 'img'));
    }

    /* After a refusal the cursor stands where something is to be mended. */
    function goToFault() {
        const control = ':is(input:not([type=hidden]), select, textarea):not([disabled])';
        const fault = document.querySelector(`#content ${control}[aria-invalid=true], #content .errors ${control}`);
        if (!fault) return;
        const searched = fault.classList.contains('select2-hidden-accessible')
            && fault.nextElementSibling.querySelector('.select2-selection');
        const folded = fault.closest('details');
        if (folded) folded.open = true;
        (searched || fault).focus();
    }

    /* A link to a field that is to be mended: many a field is drawn by Select2, and some stand in a folded part. */
    document.addEventListener('click', (event) => {
        const link = event.target.closest('.error-links a');
        const name = link && decodeURIComponent(link.hash.slice(1));
        const field = link && (document.getElementById(name) || document.getElementById(`${name}_0`));
        if (!field) return;
        event.preventDefault();
        const folded = field.closest('details');
        if (folded) folded.open = true;
        const drawn = field.classList.contains('select2-hidden-accessible')
            && field.nextElementSibling.querySelector('.select2-selection');
        const target = drawn || (field.matches('input, select, textarea') ? field : field.querySelector('input, select, textarea')) || field;
        target.scrollIntoView({ block: 'center' });
        target.focus();
    });

    function isTyping(event) {
        return Boolean(event.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .select2-container'));
    }

    /* "/" or Ctrl+K leads to the one search from every page; a "/" that is being typed stays one. */
    document.addEventListener('keydown', (event) => {
        const search = document.getElementById('search-all');
        const asked = (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !isTyping(event));
        if (!search || !asked) return;
        event.preventDefault();
        search.focus();
        search.select();
    });

    /* Ctrl+S saves a form that has something to save, and stays there. */
    document.addEventListener('keydown', (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
        const save = document.querySelector('[data-save], #content-main > form [name=_continue]');
        if (!save) return;
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) save.click();
    });

    /* "?" or the words at the foot of the page list the keys. */
    function listKeys() {
        const list = document.getElementById('keys');
        const words = document.querySelector('[data-keys]');
        if (!list || !words) return;
        const open = () => { if (!document.querySelector('dialog[open]')) list.showModal(); };
        words.hidden = false;
        words.addEventListener('click', open);
        list.querySelector('.dialog-close').addEventListener('click', () => list.close());
        list.addEventListener('click', (event) => { if (event.target === list) list.close(); });
        document.addEventListener('keydown', (event) => {
            if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event)) return;
            event.preventDefault();
            open();
        });
    }

    /* What was typed and not saved: whoever leaves the page by a step, a draft button or a link is asked by the browser. */
    function askBeforeTypingIsLost() {
        const form = document.querySelector('.change-form #content-main > form');
        if (!form) return;
        // The token is renewed while the page stands; nobody types it.
        const typed = () => new URLSearchParams(Array.from(new FormData(form)).filter(([name]) => name !== 'csrfmiddlewaretoken')).toString();
        let shown = typed();
        form.addEventListener('rows:ready', () => { shown = typed(); });
        let saving = false;
        form.addEventListener('submit', (event) => {
            saving = !(event.submitter && event.submitter.hasAttribute('formaction'));
        });
        window.addEventListener('beforeunload', (event) => {
            if (!saving && typed() !== shown) event.preventDefault();
        });
        // For the dialog of steps, which asks by itself.
        form.hasTyped = () => typed() !== shown;
        form.letGo = () => { saving = true; };
    }

    /* On paper the words of a field stand whole, whatever the size of its box, and nothing stays folded. */
    function writeOutFields() {
        for (const field of document.querySelectorAll('#content :is(input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=file], [type=search]), textarea, select:not(.select2-hidden-accessible))')) {
            let written = field.nextElementSibling;
            if (!written || !written.classList.contains('printed')) {
                written = document.createElement('span');
                written.className = 'printed';
                written.setAttribute('aria-hidden', 'true');
                field.after(written);
            }
            written.textContent = field.options ? Array.from(field.selectedOptions, words).join(', ') : field.value;
        }
        for (const folded of document.querySelectorAll('fieldset details:not([open])')) folded.open = true;
    }
    window.addEventListener('beforeprint', writeOutFields);

    document.addEventListener('DOMContentLoaded', nameAll);
    document.addEventListener('DOMContentLoaded', listKeys);
    // Widgets that fill themselves do so while the page loads.
    window.addEventListener('load', askBeforeTypingIsLost);
    // Django puts the cursor into the first field of a new record while the page loads.
    window.addEventListener('load', goToFault);
    // Select2 draws its boxes after this file has run, and again in rows that are added later.
    window.addEventListener('load', nameAll);
    document.addEventListener('formset:added', () => window.setTimeout(nameAll, 0));

    if (window.django && window.django.jQuery) {
        // On a light page everything has loaded before jQuery calls those who wait for it, Select2 among them.
        window.django.jQuery(nameAll);
        window.django.jQuery(document).on('change', 'select', () => {
            document.querySelectorAll('.select2-selection[data-named]').forEach((box) => delete box.dataset.named);
            nameSelect2();
        }).on('select2:open', (event) => {
            const select = event.target;
            const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
            const search = document.querySelector('.select2-container--open .select2-search__field');
            const name = label ? words(label).replace(/:$/, '') : select.getAttribute('aria-label');
            if (search && name) search.setAttribute('aria-label', name);
        });
    }
}
