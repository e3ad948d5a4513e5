/* The form of an inspection works without this file; with it the progress is live and the keyboard is quicker. */
'use strict';
{
    const form = document.querySelector('form.checklist');
    const items = form ? Array.from(form.querySelectorAll('[data-item]')) : [];
    const side = form ? form.dataset.side : '';

    function checked(item) {
        const chosen = item.querySelector('.choices input[type=radio]:checked');
        if (!chosen) return false;
        if (chosen.value !== 'unchecked') return true;
        const counted = item.querySelector('[data-counted]');
        const compliant = item.querySelector('[data-compliant]');
        return Boolean(counted && compliant && counted.value.trim() && compliant.value.trim());
    }

    function showProgress() {
        const byGroup = new Map();
        let done = 0;
        for (const item of items) {
            const is = checked(item);
            item.classList.toggle('item-checked', is);
            const group = item.dataset.groupOf;
            byGroup.set(group, (byGroup.get(group) || 0) + (is ? 1 : 0));
            done += is ? 1 : 0;
        }
        form.querySelector('[data-checked]').textContent = String(done);
        form.querySelector('progress').value = done;
        for (const count of form.querySelectorAll('[data-group]')) {
            count.textContent = String(byGroup.get(count.dataset.group) || 0);
            count.parentElement.classList.toggle('group-done', items.every(
                (item) => item.dataset.groupOf !== count.dataset.group || checked(item)));
        }
        const next = form.querySelector('[data-next]');
        if (next) next.hidden = done === items.length;
    }

    // Where somebody worked last; the link to the next item takes the keyboard away from there.
    let here = null;

    /* The first item without a result behind that one, or from the top. */
    function goToNext() {
        const start = here ? items.indexOf(here) + 1 : 0;
        const order = items.slice(start).concat(items.slice(0, start));
        const target = order.find((item) => !checked(item));
        if (!target) return;
        const control = target.querySelector('[data-counted]') || target.querySelector('.choices input:checked') ||
            target.querySelector('.choices input');
        target.scrollIntoView({block: 'center'});
        control.focus({preventScroll: true});
    }

    if (side) {
        let typed = false;
        form.addEventListener('input', () => { typed = true; showProgress(); });
        form.addEventListener('change', () => { typed = true; showProgress(); });
        form.addEventListener('focusin', (event) => { here = event.target.closest('[data-item]') || here; });
        form.addEventListener('submit', () => { typed = false; });
        window.addEventListener('beforeunload', (event) => { if (typed) event.preventDefault(); });
        const next = form.querySelector('[data-next]');
        next.addEventListener('click', (event) => { event.preventDefault(); goToNext(); });
        showProgress();
    }
}
