/* The one dialog for the steps of a life cycle: it shows the question of the step's page, and first asks about what is
   typed on the page of the record and not saved. Without it the step's page asks. */
'use strict';
{
    const DIALOG = 'X-Dialog';
    const words = document.getElementById('step-words');

    if (words) {
        const record = document.querySelector('#content-main > form');
        const dialog = words.content.querySelector('dialog').cloneNode(true);
        const body = dialog.querySelector('.step-body');
        const unsaved = dialog.querySelector('.step-unsaved');
        let url = '';
        let step = null;
        let stopKeeping = null;
        document.body.append(dialog);

        function open() {
            if (!dialog.open) dialog.showModal();
        }

        function stop() {
            if (stopKeeping) stopKeeping();
            stopKeeping = null;
        }

        function begin(link) {
            step = link;
            url = new URL(link.href);
            dialog.querySelector('h2').textContent = link.textContent.trim();
            body.replaceChildren();
            const typed = record && record.hasTyped && record.hasTyped();
            unsaved.hidden = !typed;
            if (typed) {
                open();
                unsaved.querySelector('button').focus();
            } else {
                ask();
            }
        }

        /* The question of the step; what cannot be shown here is shown as a page. */
        async function ask() {
            unsaved.hidden = true;
            const answer = await fetch(url, { headers: { [DIALOG]: '1' }, credentials: 'same-origin' }).catch(() => null);
            if (!answer || !answer.ok || answer.redirected) {
                leave(url);
                return;
            }
            await show(await answer.text());
        }

        async function show(html) {
            stop();
            const page = new DOMParser().parseFromString(html, 'text/html');
            const content = page.getElementById('content-main');
            if (!content) {
                leave(url);
                return;
            }
            await load(page);
            body.replaceChildren(...Array.from(content.childNodes, (node) => document.importNode(node, true)));
            for (const form of body.querySelectorAll('form:not([action])')) form.action = url;
            open();
            dress();
            const form = body.querySelector('form[data-kept]');
            const kept = body.querySelector('.session-words');
            if (form && kept && window.keepTyped) stopKeeping = window.keepTyped(kept, form);
            const field = body.querySelector('.errors :is(input:not([type=hidden]), select, textarea)')
                || body.querySelector('form[data-kept] :is(input:not([type=hidden]), select, textarea)')
                || body.querySelector('a.button');
            if (field) field.focus();
        }

        /* Scripts and styles of the step's page that this page does not have yet. */
        async function load(page) {
            for (const sheet of page.querySelectorAll('link[rel=stylesheet]')) {
                if (!document.querySelector(`link[href="${CSS.escape(sheet.getAttribute('href'))}"]`)) document.head.append(document.importNode(sheet));
            }
            for (const script of page.querySelectorAll('head script[src]')) {
                const src = script.getAttribute('src');
                if (Array.from(document.scripts).some((one) => one.getAttribute('src') === src)) continue;
                await new Promise((done) => {
                    const added = document.createElement('script');
                    added.src = src;
                    added.onload = done;
                    added.onerror = done;
                    document.head.append(added);
                });
            }
        }

        /* Lists that open below a field have to open within the dialog, which lies above everything else. */
        function dress() {
            const $ = window.django && window.django.jQuery;
            if (!$ || !$.fn.djangoAdminSelect2) return;
            $.fn.select2.defaults.set('dropdownParent', $(dialog));
            $(body).find('.admin-autocomplete').not('.select2-hidden-accessible').djangoAdminSelect2();
            $.fn.select2.defaults.set('dropdownParent', $(document.body));
        }

        /* Where the fragment alone differs, a browser would stay on the page as it was before the step. */
        function leave(address) {
            stop();
            if (record && record.letGo) record.letGo();
            const next = new URL(address, window.location);
            const here = next.pathname === window.location.pathname && next.search === window.location.search;
            window.location.assign(next);
            if (here && next.hash) window.location.reload();
        }

        /* The answer to the question, sent from here: errors are shown here, too. */
        async function send(form) {
            const button = form.querySelector('[type=submit]');
            if (button) button.disabled = true;
            const answer = await fetch(url, {
                method: 'POST', body: new FormData(form), headers: { [DIALOG]: '1' }, credentials: 'same-origin',
            }).catch(() => null);
            if (button) button.disabled = false;
            const isJson = answer && (answer.headers.get('Content-Type') || '').startsWith('application/json');
            if (answer && answer.ok && isJson) {
                leave((await answer.json()).next);
            } else if (answer && answer.ok && !answer.redirected) {
                await show(await answer.text());
            } else {
                // A session that has ended or a refusal: their pages say what to do.
                if (record && record.letGo) record.letGo();
                form.submit();
            }
        }

        document.addEventListener('click', (event) => {
            const link = event.target.closest('a[data-step]');
            if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
            event.preventDefault();
            begin(link);
        });

        body.addEventListener('submit', (event) => {
            // The form that keeps what is typed may ask first whether the session lasts; then this is its second try.
            if (event.defaultPrevented || event.target.action !== String(url)) return;
            event.preventDefault();
            send(event.target);
        });

        body.addEventListener('click', (event) => {
            if (!event.target.closest('.closelink')) return;
            event.preventDefault();
            dialog.close();
        });

        unsaved.addEventListener('click', (event) => {
            const chosen = event.target.dataset.unsaved;
            if (chosen === 'save') {
                for (const [name, value] of [['_continue', '1'], ['_then', step.dataset.step]]) {
                    const input = document.createElement('input');
                    Object.assign(input, { type: 'hidden', name, value });
                    record.append(input);
                }
                dialog.close();
                record.requestSubmit();
            } else if (chosen === 'leave') {
                ask();
            } else if (chosen === 'stay') {
                dialog.close();
            }
        });

        dialog.querySelector('.dialog-close').addEventListener('click', () => dialog.close());
        dialog.addEventListener('close', stop);

        /* After “save, then go on” the page opens the question by itself. */
        window.addEventListener('load', () => {
            const name = window.location.hash.startsWith('#step=') ? window.location.hash.slice(6) : '';
            const link = name && document.querySelector(`a[data-step="${CSS.escape(name)}"]`);
            if (name) window.history.replaceState(null, '', window.location.pathname + window.location.search);
            if (link) window.setTimeout(() => begin(link), 0);
        });
    }
}
