/* What style sheets cannot do: names for controls in tables, for screen readers and for the cards on a phone. */
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

    document.addEventListener('DOMContentLoaded', nameAll);
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
