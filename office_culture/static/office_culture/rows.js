/* Rows below a record: a new record has an empty one ready, and whoever fills in the last one finds the next below it.
   Rows that stay empty are not saved. Without this file the link below the rows adds them. */
'use strict';
{
    const form = document.querySelector('.change-form #content-main > form');
    const rowsOf = (group) => Array.from(group.querySelectorAll('tr.form-row:not(.empty-form)'));
    const isNew = window.location.pathname.endsWith('/add/');

    function addRow(group) {
        const link = group.querySelector('.add-row a, .add-row button');
        // Django hides the link where no more rows may be added.
        if (link && link.getClientRects().length) link.click();
    }

    /* Whether a row says more than an empty one; its place in the order says nothing by itself. */
    function isFilled(row, group) {
        const empty = group.querySelector('tr.empty-form');
        return Array.from(row.querySelectorAll('input:not([type=hidden]), select, textarea')).some((control) => {
            if (!control.name || /-(position|DELETE)$/.test(control.name)) return false;
            const untouched = empty && empty.querySelector(`[name="${CSS.escape(control.name.replace(/-\d+-/, '-__prefix__-'))}"]`);
            return control.value !== (untouched ? untouched.value : '');
        });
    }

    function fillsInLast(event) {
        const row = event.target.closest('tr.form-row:not(.empty-form)');
        const group = row && row.closest('.inline-group');
        if (group && !row.classList.contains('has_original') && rowsOf(group).at(-1) === row && isFilled(row, group)) addRow(group);
    }

    // Django's own scripts prepare the rows when jQuery is ready, and dress the page at its load, in either order.
    if (form && window.django && window.django.jQuery) {
        window.addEventListener('load', () => window.django.jQuery(() => {
            const inlines = Array.from(form.querySelectorAll('.inline-group[data-inline-type=tabular]'));
            if (isNew) for (const group of inlines) if (!rowsOf(group).length) addRow(group);
            // Those who compare what is typed with what was shown begin here.
            form.dispatchEvent(new CustomEvent('rows:ready'));
            // Select2 tells of a choice through jQuery alone.
            window.django.jQuery(form).on('change', fillsInLast);
        }));
    }
}
