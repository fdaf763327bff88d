[document.readyState, document.body ? document.body.textContent.length : 0, document.getElementsByTagName("*").length]
